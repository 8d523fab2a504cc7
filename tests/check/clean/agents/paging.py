# Pages of a list, by cursor.
issues = []
cursor = None
while True:
    page = list_issues("acme/app", state="all", cursor=cursor)
    issues.extend(page["items"])
    cursor = page["next_cursor"]
    if cursor is None:
        break
bugs = [i for i in issues if "bug" in i["labels"] and i["state"] == "open"]
owners = {i.get("assignee") or "nobody" for i in bugs}
by_title = sorted(bugs, key=lambda i: i["title"].lower())
{"count": len(bugs), "owners": sorted(owners), "first": by_title[0]["title"] if by_title else None}
