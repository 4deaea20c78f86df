from django.urls import path

from rapport.api import figures
from rapport.results.readings.push_token import ADDRESS

urlpatterns = [path(ADDRESS, figures.figures, name="api_figures")]
