-- What an entry mentions, found from the entry: for what has changed since a checkpoint.
ALTER TABLE log_mention ADD KEY by_leaf (leaf_hash);
