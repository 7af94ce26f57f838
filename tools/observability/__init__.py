"""What whoever runs the product watches: objectives, rules, alerts and dashboards, defined once.

`python -m tools.observability` writes deploy/observability; a test holds that what lies there is what this says. Every alert says which
series make it fire and which leave it quiet (tests/integration/observability), and has a page in docs/runbooks.
"""
