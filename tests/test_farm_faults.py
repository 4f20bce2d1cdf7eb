"""Each named fault of the farm is the misbehaviour it says, on its site and no other."""

from __future__ import annotations

import http.client
from urllib.parse import urljoin, urlsplit

import pytest

from tests.farm import Farm
from tests.farm.faults import FAULTS
from tests.farm_client import get, of_site, page


def faulty(name: str) -> Farm:
    return Farm(faults=[f"{name}:honglinh"])


LISTING = "http://honglinh.hatinh.gov.vn/honglinh/portal/folder/xay-dung-dang"
ROBOTS = "http://honglinh.hatinh.gov.vn/robots.txt"


def article(farm: Farm) -> str:
    return of_site(farm, "honglinh")[0].url


def test_a_fault_strikes_only_its_site() -> None:
    with faulty("error500") as farm:
        assert get(farm, LISTING)[0] == 500
        assert get(farm, ROBOTS)[0] == 200
        assert get(farm, of_site(farm, "quevo")[0].url)[0] == 200


def test_faults_that_give_no_answer() -> None:
    with faulty("silent") as farm, pytest.raises(TimeoutError):
        get(farm, ROBOTS, timeout=0.3)
    with faulty("refuse") as farm, pytest.raises(ConnectionError):
        get(farm, ROBOTS)
    with faulty("slow-drip") as farm, pytest.raises(TimeoutError):
        get(farm, article(farm), timeout=0.2)
    with faulty("truncated") as farm, pytest.raises(http.client.IncompleteRead):
        get(farm, article(farm))


def test_what_cuts_bodies_leaves_the_connection_of_an_answer_without_one() -> None:
    """Or the fault of one site would strike another of the same host."""
    with faulty("truncated") as farm:
        parts = urlsplit(article(farm))
        connection = http.client.HTTPConnection(*farm.resolve[f"{parts.hostname}:80"], timeout=5)
        connection.connect()
        connection.auto_open = 0
        for _ in range(2):
            headers = {"Host": parts.hostname or "", "If-None-Match": "*"}
            connection.request("GET", parts.path, headers=headers)
            answer = connection.getresponse()
            assert (answer.status, answer.read()) == (304, b"")
        connection.close()


def test_faults_that_answer_wrongly() -> None:
    with faulty("empty-listing") as farm:
        assert "news-item" not in page(farm, LISTING)
        assert get(farm, article(farm))[0] == 200
    with faulty("robots500") as farm:
        assert get(farm, ROBOTS)[0] == 500
    with faulty("robots-forbid") as farm:
        assert page(farm, ROBOTS) == "User-agent: *\nDisallow: /\n"
    with faulty("challenge") as farm:
        assert "Just a moment" in page(farm, article(farm))
    with faulty("retry-after") as farm:
        answers = [get(farm, article(farm)) for _ in range(3)]
        assert [status for status, _, _ in answers] == [429, 429, 200]
        assert answers[0][1]["Retry-After"] == "2"
    with faulty("redirect-loop") as farm:
        status, headers, _ = get(farm, article(farm))
        assert status == 302
        assert urljoin(article(farm), headers["Location"]) == article(farm)


def test_unknown_faults_and_nights_are_refused() -> None:
    with pytest.raises(ValueError, match="error500"):
        Farm(faults=["no-such"])
    with pytest.raises(ValueError, match="honglinh"):
        Farm(faults=["silent:no-such"])
    with pytest.raises(ValueError, match="night 3"):
        Farm(night=3)
    assert all(fault.about for fault in FAULTS.values())


def test_a_robots_fault_of_one_site_is_its_hosts() -> None:
    with Farm(faults=["robots500:tuson"]) as farm:
        assert get(farm, "https://bacninh.gov.vn/robots.txt")[0] == 500
        assert get(farm, ROBOTS)[0] == 200
