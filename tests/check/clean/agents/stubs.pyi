# What a host derives from callables with hints, from JSON schemas and from models' fields.
import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, Literal, NotRequired, Protocol, TypedDict, overload

class Issue(TypedDict):
    number: int
    title: str
    labels: list[str]
    state: Literal["open", "closed"]
    assignee: NotRequired[str | None]

class SearchHit(TypedDict, total=False):
    url: str
    title: str
    score: float
    snippet: str | None

class Status(Enum):
    ACTIVE = "active"
    PAUSED = "paused"

@dataclass
class Customer:
    id: int
    name: str
    email: str | None
    status: Status
    joined: datetime.date
    tags: list[str]

class Page(TypedDict):
    items: list[Issue]
    next_cursor: str | None

class Store(Protocol):
    def read(self, key: str) -> bytes | None: ...
    def write(self, key: str, value: bytes) -> int: ...

def list_issues(repo: str, *, state: Literal["open", "closed", "all"] = "open", cursor: str | None = None) -> Page: ...
async def web_search(query: str, max_results: int = 10) -> list[SearchHit]: ...
async def fetch_url(url: str, *, timeout: float = 10.0) -> str: ...
def get_customer(customer_id: int) -> Customer: ...
def find_customers(**filters: Any) -> list[Customer]: ...
def update_customer(customer_id: int, /, **fields: str | int | None) -> None: ...
def run_sql(query: str, params: Sequence[Any] | Mapping[str, Any] = ()) -> list[dict[str, Any]]: ...
def call_api(method: Literal["GET", "POST"], path: str, body: dict[str, Any] | None = None) -> Any: ...
def get_weather(city: str, unit: Literal["c", "f"] = "c") -> dict[str, float]: ...
async def get_price(symbol: str) -> float: ...
async def get_history(symbol: str, days: int) -> list[tuple[datetime.date, float]]: ...
def send_email(to: str | list[str], subject: str, body: str, cc: list[str] | None = None) -> str: ...
def open_store(name: str) -> Store: ...
@overload
def parse(text: str, kind: Literal["int"]) -> int: ...
@overload
def parse(text: str, kind: Literal["list"]) -> list[str]: ...
question: str
settings: dict[str, Any]
limit: int | None
