def mandelbrot(width, height, limit):
    total = 0
    for py in range(height):
        cy = py / height * 2.4 - 1.2
        for px in range(width):
            cx = px / width * 3.2 - 2.2
            x = y = 0.0
            n = 0
            while n < limit and x * x + y * y <= 4.0:
                x, y = x * x - y * y + cx, 2 * x * y + cy
                n += 1
            total += n
    return total

print(mandelbrot(420, 320, 150))
