"""What keeps an archive safe, one small flow each: verify, look into its history."""
