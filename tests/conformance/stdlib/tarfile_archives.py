import io
import tarfile

for mode, format in (("w", tarfile.PAX_FORMAT), ("w:gz", tarfile.PAX_FORMAT), ("w", tarfile.GNU_FORMAT), ("w", tarfile.USTAR_FORMAT)):
    raw = io.BytesIO()
    with tarfile.open(fileobj=raw, mode=mode, format=format) as archive:
        info = tarfile.TarInfo("folder/a.txt")
        data = b"some text\n" * 60
        info.size, info.mtime, info.mode, info.uname, info.uid = len(data), 1700000000, 0o640, "ada", 1000
        archive.addfile(info, io.BytesIO(data))
        folder = tarfile.TarInfo("folder/sub")
        folder.type, folder.mode = tarfile.DIRTYPE, 0o755
        archive.addfile(folder)
        link = tarfile.TarInfo("folder/link")
        link.type, link.linkname = tarfile.SYMTYPE, "a.txt"
        archive.addfile(link)
        if format != tarfile.USTAR_FORMAT:
            long = tarfile.TarInfo("d" * 60 + "/ü" + "n" * 120)
            long.size = 3
            archive.addfile(long, io.BytesIO(b"abc"))
        print(archive.getnames())
    if mode == "w":
        import hashlib
        print(len(raw.getvalue()), hashlib.sha256(raw.getvalue()).hexdigest()[:16])
    raw.seek(0)
    with tarfile.open(fileobj=raw) as archive:
        for info in archive:
            print(info.name, info.size, info.mtime, oct(info.mode), info.uname, info.uid, info.isfile(), info.isdir(), info.issym(), info.linkname)
        print(archive.extractfile("folder/a.txt").read() == data, archive.extractfile("folder/sub"), archive.extractfile("folder/link").readline())
        print(archive.getmember("folder/sub").name, len(archive.getmembers()))
        try:
            archive.getmember("none")
        except KeyError as e:
            print(e)
for bad in (b"", b"x" * 600, bytes(2000), raw.getvalue()[:700]):
    try:
        with tarfile.open(fileobj=io.BytesIO(bad)) as archive:
            print(archive.getnames())
    except tarfile.ReadError as e:
        print(type(e).__name__)
raw.seek(0)
print(tarfile.is_tarfile(raw), tarfile.is_tarfile(io.BytesIO(b"no")))
for name, changes in (("../out", {}), ("/etc/x", {}), ("ok", {"mode": 0o777}), ("dev", {"type": tarfile.CHRTYPE}), ("l", {"type": tarfile.SYMTYPE, "linkname": "../../x"})):
    info = tarfile.TarInfo(name)
    for key, value in changes.items():
        setattr(info, key, value)
    try:
        kept = tarfile.data_filter(info, "/target")
        print(kept.name, kept.mode and oct(kept.mode), kept.uid)
    except tarfile.FilterError as e:
        print(type(e).__name__, e)
for call in (lambda: tarfile.open(mode="r"), lambda: tarfile.open(fileobj=raw, mode="q"), lambda: tarfile.open(fileobj=raw, mode="r:zip")):
    try:
        call()
    except (ValueError, tarfile.TarError) as e:
        print(type(e).__name__)
