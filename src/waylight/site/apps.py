from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "waylight.site"
    label = "waylight_site"
