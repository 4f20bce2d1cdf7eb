"""What leaves the archive: one file per format, each a pure function of records.

``records`` reads the rows, ``origin`` says where they are from, ``formats`` lists what there is.
"""
