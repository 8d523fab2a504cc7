# expect: time
# flags: --max-time 1s --max-memory 256MB
while True:
    match 1:
        case int(): continue
