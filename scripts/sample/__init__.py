"""The sample archive's makings: sentences, synthetic recordings, drawn pictures, and the small recogniser."""
