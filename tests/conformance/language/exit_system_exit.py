# exit: 3
import sys
try:
    sys.exit("caught text")
except SystemExit as e:
    print(repr(e), e.code)
try:
    print("in try")
    sys.exit(3)
finally:
    print("finally runs")
