"""The only callers of ffmpeg and Pillow."""
