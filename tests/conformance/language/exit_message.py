# exit: 1
import sys
print("out")
raise SystemExit("goodbye")
