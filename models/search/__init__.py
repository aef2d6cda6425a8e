"""Finding rows by typed words, pinyin initials and full pinyin."""
