"""The cast itself, and who of it sees whom."""

from rapport.portfolio.models import Client


def names(member):
    return sorted(Client.objects.here().visible_to(member).values_list("name", flat=True))


def test_each_sees_what_their_role_and_standing_give(cast):
    assert names(cast.luka) == ["Adria Dental"]
    assert names(cast.marta) == ["Adria Dental", "Isar Klinik", "Tatrawood"]
    assert names(cast.tin) == ["Adria Dental"]
    assert names(cast.nina) == ["Polyot Travel"]
    assert len(names(cast.petra)) == len(names(cast.fran)) == 4
    assert names(cast.iva) == []


def test_whoever_has_left_sees_nothing(cast):
    cast.petra.is_active = False
    assert names(cast.petra) == []
