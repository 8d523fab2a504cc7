# Dictionaries of numbers, and formats.
import statistics

cities = ["Oslo", "Rome", "Cairo"]
readings = {city: get_weather(city) for city in cities}
table = [(city, r["temp"], r.get("wind", 0.0)) for city, r in readings.items()]
mean = statistics.mean(t for _, t, _ in table)
hottest, top, _ = max(table, key=lambda row: row[1])
spread = statistics.pstdev([t for _, t, _ in table])
for city, temp, wind in table:
    mark = "*" if city == hottest else " "
    print(f"{mark}{city:>8} {temp:5.1f}° {wind:4.1f} m/s")
f"mean {mean:.1f}, spread {spread:.2f}, top {top}"
