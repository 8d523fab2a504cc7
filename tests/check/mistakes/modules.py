# Modules that the sandbox does not have, and what it lacks of those that it has.
import subprocess  # error: unresolved-import
import socket  # error: unresolved-import
import requests  # error: unresolved-import
import numpy as np  # error: unresolved-import
import pandas  # error: unresolved-import
import ctypes  # error: unresolved-import
import multiprocessing  # error: unresolved-import
import sqlite3  # error: unresolved-import
import http.client  # error: unresolved-import
import urllib.request  # error: unresolved-import
import asyncio.subprocess  # error: unresolved-import
import _thread  # error: unresolved-import
from typing_extensions import TypedDict  # error: unresolved-import
from pydantic import BaseModel  # error: unresolved-import
from collections import OrderdDict  # error: unresolved-import
from math import squareroot  # error: unresolved-import
import asyncio
import codecs
import json
import math
import os
import shutil
import statistics
import sys
import time

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
