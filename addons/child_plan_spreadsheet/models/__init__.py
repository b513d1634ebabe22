from . import dashboard_share
