CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT, city TEXT, vip INTEGER);
INSERT INTO customers VALUES (1, 'Ada Brook', 'Leeds', 1), (2, 'Bela Okoro', 'Lagos', 0), (3, 'Chen Wei', 'Taipei', 0),
  (4, 'Dana Cruz', 'Lima', 1), (5, 'Emil Novak', 'Brno', 0), (6, 'Fatma Aydin', 'Izmir', 0);
CREATE TABLE products (sku TEXT PRIMARY KEY, title TEXT, stock INTEGER, reorder_at INTEGER, supplier TEXT);
INSERT INTO products VALUES ('LMP-1', 'Desk lamp', 4, 10, 'north'), ('CHR-2', 'Oak chair', 31, 12, 'north'), ('TBL-3', 'Folding table', 2, 6, 'harbour'),
  ('RUG-4', 'Wool rug', 0, 3, 'harbour'), ('SHF-5', 'Wall shelf', 9, 9, 'north'), ('CUP-6', 'Cup, blue', 140, 60, 'kiln');
CREATE TABLE orders (id INTEGER PRIMARY KEY, customer INTEGER, sku TEXT, units INTEGER, price REAL, day TEXT);
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 240)
INSERT INTO orders SELECT i, 1 + (i * 7) % 6, (SELECT sku FROM products WHERE rowid = 1 + (i * 5) % 6), 1 + (i * 3) % 4,
  round(9.5 + (i * 37) % 90, 2), date('2026-01-01', '+' || ((i * 11) % 180) || ' days') FROM n;
