"""koushu (口述): from recorded interviews to a website and printed volumes.

The map, in the order in which data flows; nothing imports upward or sideways:

    cli                  one file per verb: parse, one call into flow, print
    flow                 the whole pipeline on one screen; counter, reception, keeping, copying and handover beside it
    issuing              the column's Edition becomes its folder
    hanging              the Editions of walls become a folder each; holding remembers what any output holds
    lecturing            Editions of kits become the folders that lecturers take along
    proofing             two readings of an interview, held against each other
    measuring            drafts held against people's texts; hearing and outlets beside it
    archive              files → model and back: the only hands on archive/
    intake               recordings, pictures and other people's transcripts come in
    transcribe           sound → draft: what a machine heard
    edit                 draft → text, and the sentence times found again
    release              the one door: decide → Edition, then cut its public media
    publish              outlets (site, volume, column); each sees an Edition and nothing else
    custody              proves that nothing given was lost: fixity, witnesses, copies, packages
    check                rules that yield Problems
    media                the only callers of ffmpeg and Pillow
    language             Chinese itself, and the text.md, WebVTT and SRT grammars
    writing              atomic files, locks, whole folders swapped
    model                frozen nouns; problems and their sentences
    errors               what stops the program

Nobody imports from this package root.
"""
