"""Template filters that show values the way officials write them (built in everywhere)."""

from django import template

register = template.Library()
