class Account:
    interest = 3
    def __init__(self, owner, balance=0):
        self.owner = owner
        self.balance = balance
        self.log = 0
    def deposit(self, n):
        self.balance += n
        self.log += 1
        return self
    @property
    def total(self):
        return self.balance + self.interest
    @classmethod
    def make(cls, n):
        return cls("x", n)
    @staticmethod
    def fee(n):
        return n // 100

def main():
    acc = Account("a")
    n = 0
    for i in range(900_000):
        acc.deposit(i).deposit(1)
        n += acc.total & 255
        n += Account.fee(i)
        if i % 8 == 0:
            n += Account.make(i).balance
    print(n, acc.balance, acc.log)

main()
