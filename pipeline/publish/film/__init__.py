"""Outlet: films of released passages, with cards, lower thirds, pictures, subtitles and credits."""
