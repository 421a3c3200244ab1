"""How families and kinds are called in a picture."""

TITLES = {
    "Meeting": "Meetings",
    "Statement": "Statements",
    "WeaponsTransfer": "Weapons transfers",
    "SanctionsAction": "Sanctions",
    "WeaponsTest": "Weapons tests",
}
KINDS = {"Person": "Person", "Organization": "Organization", "Country": "Country"}
