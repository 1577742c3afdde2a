"""Office files as offices really have them: bytes in, rows of the dictionary and problems out.

    books, safety   open a file, or refuse it with a reason: sheets of cells, as they stand
    grids           where the table is on a sheet, what its columns are called, which kind of file it is
    cells, nip      one cell as a day, an amount, a level, a NIP; never guessed
    names           whether two spellings mean the same thing, and how sure that is
    spec            what a kind of office file is: its parts, its fields, the headings it knows
    desk            where a file is read, row by row: records and problems come of it
    meaning/        offices, competencies, people and target groups as cells name them
    kinds/          one reader for each kind

No database and no clock: what is known already (`Known`) and the day the file arrived are handed in.
"""
