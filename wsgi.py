"""The application as a WSGI server loads it."""

from registry.app import create_app
from registry.settings import load_settings

application = create_app(load_settings())
