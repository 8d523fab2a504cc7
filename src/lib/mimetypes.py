# SPDX-License-Identifier: MIT
# mimetypes: the type of a file by its name. The tables are the usual ones; no file of the system is read.
import os

__all__ = ["knownfiles", "inited", "MimeTypes", "guess_type", "guess_file_type", "guess_all_extensions", "guess_extension", "add_type", "init",
           "read_mime_types", "suffix_map", "encodings_map", "types_map", "common_types"]
knownfiles = []
inited = False

suffix_map = {".svgz": ".svg.gz", ".tgz": ".tar.gz", ".taz": ".tar.gz", ".tz": ".tar.gz", ".tbz2": ".tar.bz2", ".txz": ".tar.xz"}
encodings_map = {".gz": "gzip", ".Z": "compress", ".bz2": "bzip2", ".xz": "xz", ".br": "br"}
types_map = dict(pair.split(" ") for pair in """\
.js text/javascript|.mjs text/javascript|.epub application/epub+zip|.gz application/gzip|.json application/json|.webmanifest application/manifest+json\
|.doc application/msword|.dot application/msword|.nq application/n-quads|.nt application/n-triples|.bin application/octet-stream\
|.exe application/octet-stream|.dll application/octet-stream|.so application/octet-stream|.obj application/octet-stream|.o application/octet-stream\
|.a application/octet-stream|.ogx application/ogg|.pdf application/pdf|.p7c application/pkcs7-mime|.ai application/postscript\
|.ps application/postscript|.eps application/postscript|.rtf application/rtf|.trig application/trig|.m3u application/vnd.apple.mpegurl\
|.m3u8 application/vnd.apple.mpegurl|.xls application/vnd.ms-excel|.xlb application/vnd.ms-excel|.eot application/vnd.ms-fontobject\
|.ppt application/vnd.ms-powerpoint|.pps application/vnd.ms-powerpoint|.pot application/vnd.ms-powerpoint\
|.odg application/vnd.oasis.opendocument.graphics|.odp application/vnd.oasis.opendocument.presentation\
|.ods application/vnd.oasis.opendocument.spreadsheet|.odt application/vnd.oasis.opendocument.text\
|.pptx application/vnd.openxmlformats-officedocument.presentationml.presentation\
|.xlsx application/vnd.openxmlformats-officedocument.spreadsheetml.sheet\
|.docx application/vnd.openxmlformats-officedocument.wordprocessingml.document|.rar application/vnd.rar|.wasm application/wasm\
|.7z application/x-7z-compressed|.bcpio application/x-bcpio|.cpio application/x-cpio|.csh application/x-csh|.deb application/x-debian-package\
|.dvi application/x-dvi|.gtar application/x-gtar|.hdf application/x-hdf|.h5 application/x-hdf5|.latex application/x-latex\
|.php application/x-httpd-php|.pyc application/x-python-code|.pyo application/x-python-code|.rpm application/x-rpm|.sh application/x-sh\
|.shar application/x-shar|.swf application/x-shockwave-flash|.tar application/x-tar|.tcl application/x-tcl|.tex application/x-tex\
|.crt application/x-x509-ca-cert|.src application/x-wais-source|.xsl application/xml|.rdf application/xml|.wsdl application/xml\
|.xpdl application/xml|.xslt application/xslt+xml|.zip application/zip|.3gp audio/3gpp|.3gpp audio/3gpp|.3g2 audio/3gpp2|.3gpp2 audio/3gpp2\
|.aac audio/aac|.adts audio/aac|.loas audio/aac|.ass audio/aac|.au audio/basic|.snd audio/basic|.flac audio/flac|.mka audio/matroska\
|.m4a audio/mp4|.mp3 audio/mpeg|.mp2 audio/mpeg|.ogg audio/ogg|.opus audio/opus|.aif audio/x-aiff|.aifc audio/x-aiff|.aiff audio/x-aiff\
|.ra audio/x-pn-realaudio|.wav audio/vnd.wave|.otf font/otf|.ttf font/ttf|.weba audio/webm|.woff font/woff|.woff2 font/woff2|.avif image/avif\
|.bmp image/bmp|.emf image/emf|.fits image/fits|.g3 image/g3fax|.gif image/gif|.ief image/ief|.jp2 image/jp2|.jpg image/jpeg|.jpe image/jpeg\
|.jpeg image/jpeg|.jpm image/jpm|.jpx image/jpx|.heic image/heic|.heif image/heif|.png image/png|.svg image/svg+xml|.t38 image/t38\
|.tiff image/tiff|.tif image/tiff|.tfx image/tiff-fx|.ico image/vnd.microsoft.icon|.webp image/webp|.wmf image/wmf|.ras image/x-cmu-raster\
|.pnm image/x-portable-anymap|.pbm image/x-portable-bitmap|.pgm image/x-portable-graymap|.ppm image/x-portable-pixmap|.rgb image/x-rgb\
|.xbm image/x-xbitmap|.xpm image/x-xpixmap|.xwd image/x-xwindowdump|.eml message/rfc822|.mht message/rfc822|.mhtml message/rfc822\
|.nws message/rfc822|.gltf model/gltf+json|.glb model/gltf-binary|.stl model/stl|.css text/css|.csv text/csv|.html text/html|.htm text/html\
|.md text/markdown|.markdown text/markdown|.n3 text/n3|.txt text/plain|.bat text/plain|.c text/plain|.h text/plain|.ksh text/plain\
|.pl text/plain|.srt text/plain|.rtx text/richtext|.rtf text/rtf|.tsv text/tab-separated-values|.vtt text/vtt|.py text/x-python\
|.rst text/x-rst|.etx text/x-setext|.sgm text/x-sgml|.sgml text/x-sgml|.vcf text/x-vcard|.xml text/xml|.mp4 video/mp4|.mpeg video/mpeg\
|.m1v video/mpeg|.mpa video/mpeg|.mpe video/mpeg|.mpg video/mpeg|.ogv video/ogg|.mov video/quicktime|.qt video/quicktime|.webm video/webm\
|.avi video/vnd.avi|.m4v video/x-m4v|.mkv video/matroska|.wmv video/x-ms-wmv|.flv video/x-flv|.movie video/x-sgi-movie\
|.wiz application/msword|.oda application/oda|.ppa application/vnd.ms-powerpoint|.pwz application/vnd.ms-powerpoint|.mif \
application/x-mif|.cdf application/x-netcdf|.nc application/x-netcdf|.p12 application/x-pkcs12|.pfx application/x-pkcs12|.ram \
application/x-pn-realaudio|.sv4cpio application/x-sv4cpio|.sv4crc application/x-sv4crc|.texi application/x-texinfo|.texinfo \
application/x-texinfo|.roff application/x-troff|.t application/x-troff|.tr application/x-troff|.man application/x-troff-man|.me \
application/x-troff-me|.ms application/x-troff-ms|.ustar application/x-ustar""".split("|"))
common_types = {".rtf": "application/rtf", ".midi": "audio/midi", ".mid": "audio/midi", ".jpg": "image/jpg", ".pict": "image/pict",
                ".pct": "image/pict", ".pic": "image/pict", ".xul": "text/xul"}


class MimeTypes:
    """Tables of one's own, which begin as the usual ones."""

    def __init__(self, filenames=(), strict=True):
        self.encodings_map = dict(encodings_map)
        self.suffix_map = dict(suffix_map)
        self.types_map = (dict(common_types), dict(types_map))
        for name in filenames:
            self.read(name, strict)

    def add_type(self, type, ext, strict=True):
        if ext and not ext.startswith("."):
            raise ValueError(f"The extension must start with '.': {ext!r}")
        if type:
            self.types_map[strict][ext] = type

    def guess_type(self, url, strict=True):
        url = os.fspath(url)
        scheme, colon, rest = url.partition(":")
        if colon and len(scheme) > 1 and scheme.isalnum():
            if scheme == "data":
                kind = rest.partition(",")[0].partition(";")[0]
                return (kind if "=" not in kind and "/" in kind else "text/plain"), None
            url = rest.partition("?")[0].partition("#")[0]
            if url.startswith("//"):
                url = url[2:].partition("/")[2]
        return self.guess_file_type(url, strict=strict)

    def guess_file_type(self, path, *, strict=True):
        path = os.fspath(path)
        base, ext = os.path.splitext(path)
        while ext.lower() in self.suffix_map:
            base, ext = os.path.splitext(base + self.suffix_map[ext.lower()])
        encoding = self.encodings_map.get(ext)
        if encoding is not None:
            ext = os.path.splitext(base)[1]
        found = self.types_map[True].get(ext.lower())
        if found is None and not strict:
            found = self.types_map[False].get(ext.lower())
        return found, encoding

    def guess_all_extensions(self, type, strict=True):
        type = type.lower()
        tables = (self.types_map[True],) if strict else (self.types_map[True], self.types_map[False])
        return list(dict.fromkeys(ext for table in tables for ext, kind in table.items() if kind == type))

    def guess_extension(self, type, strict=True):
        return next(iter(self.guess_all_extensions(type, strict)), None)

    def read(self, filename, strict=True):
        with open(filename, encoding="utf-8") as file:
            self.readfp(file, strict)

    def readfp(self, fp, strict=True):
        for line in fp:
            words = line.partition("#")[0].split()
            for suffix in words[1:]:
                self.add_type(words[0], "." + suffix, strict)


_own = []


def _tables():
    if not _own:
        _own.append(MimeTypes())
    return _own[0]


def init(files=None):
    global inited
    inited = True
    _own[:] = [MimeTypes(files or ())]


def guess_type(url, strict=True):
    """(type, encoding) of a file's name or a URL; None for what is not known."""
    return _tables().guess_type(url, strict)


def guess_file_type(path, *, strict=True):
    return _tables().guess_file_type(path, strict=strict)


def guess_all_extensions(type, strict=True):
    return _tables().guess_all_extensions(type, strict)


def guess_extension(type, strict=True):
    return _tables().guess_extension(type, strict)


def add_type(type, ext, strict=True):
    _tables().add_type(type, ext, strict)


def read_mime_types(file):
    try:
        with open(file, encoding="utf-8") as lines:
            made = MimeTypes()
            made.readfp(lines)
            return made.types_map[True]
    except OSError:
        return None
