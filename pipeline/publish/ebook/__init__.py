"""An Edition becomes EPUB 3 books: of one volume or of one narrator, as text alone and with the voices to read along."""
