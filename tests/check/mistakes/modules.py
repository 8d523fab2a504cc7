# Modules that the sandbox does not have, and what it lacks of those that it has.
import requests  # error: unresolved-import
import numpy as np  # error: unresolved-import
import pandas  # error: unresolved-import
import ctypes  # error: unresolved-import
import multiprocessing  # error: unresolved-import
import sqlite3  # error: unresolved-import
import socketserver  # error: unresolved-import
import smtplib  # error: unresolved-import
import asyncio.subprocess  # error: unresolved-import
from pydantic import BaseModel  # error: unresolved-import
from collections import OrderdDict  # error: unresolved-import
from math import squareroot  # error: unresolved-import
import asyncio
import codecs
import json
import math
import os
import shutil
import socket
import statistics
import subprocess
import sys
import time
import urllib.request

subprocess.run(["ls"])  # error: unresolved-attribute
socket.socket()  # error: unresolved-attribute
urllib.request.urlopen("http://example.com")  # error: unresolved-attribute
os.system("ls")  # error: unresolved-attribute
os.fork()  # error: unresolved-attribute
os.kill(1, 9)  # error: unresolved-attribute
sys.settrace_all(None)  # error: unresolved-attribute
sys.addaudithook(print)  # error: unresolved-attribute
json.parse("{}")  # error: unresolved-attribute
math.sine(1)  # error: unresolved-attribute
math.sqrt("2")  # error: invalid-argument-type
shutil.register_archive_format("a", print)  # error: unresolved-attribute
statistics.kde([1.0], 1.0)  # error: unresolved-attribute
time.clock_settime(0, 1.0)  # error: unresolved-attribute
codecs.getreader("utf-8")  # error: unresolved-attribute
await asyncio.open_connection("a", 1)  # error: unresolved-attribute
asyncio.create_subprocess_exec("ls")  # error: unresolved-attribute
