"""Finding rows by typed words and pinyin initials."""
