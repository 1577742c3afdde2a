"""What documents to sign are filled with: rows of the record as the contents of `betang.ui.documents.official`.

Documents are Indonesian: whoever asks does so with that language switched on.
"""
