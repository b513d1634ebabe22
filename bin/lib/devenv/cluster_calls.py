"""The calls that nginx and HAProxy may ask twice: those whose methods Odoo's registry declares to read only."""

# nginx allows 4096 characters in one pattern, so the names go to a table.
TEMPLATE = """\
# Calls that only read, as Odoo's registry declares them (api.readonly). Made by bin/cluster nginx-calls DATABASE: make
# it anew after each update. It belongs in /etc/nginx/conf.d/, with a name that comes before that of the site, whose
# server hands these calls to odoo_reads, where another node may be asked again:
#     location ~ ^/web/dataset/call_(kw|button)/ {{ proxy_pass http://$called_upstream; }}
map_hash_bucket_size 128;
map $uri $called_method {{
    "~^/web/dataset/call_(?:kw|button)/[^/]+/(?<called_name>[^/]+)$" $called_name;
}}
map $uri $called {{
    "~^/web/dataset/call_(?:kw|button)/(?<called_path>[^/]+/[^/]+)$" $called_path;
}}
map $called_method $upstream_of_method {{
    default odoo;
{methods}}}
map $called $called_upstream {{
    default $upstream_of_method;
{calls}}}
"""


def readonly(model, method):
    """Return whether Odoo takes calls of `method` for reading ones, as its route for calls decides."""
    for cls in model.mro():
        function = getattr(cls, method, None)
        if function is not None and hasattr(function, "_readonly"):
            return function._readonly
    return False


def calls(registry):
    """Return what is known of the methods that some model declares to read only: ({method: whether it reads on most
    models that have it}, {(model, method): whether it reads, where that differs}).
    """
    declared = {
        name
        for model in registry.values()
        for cls in model.mro()
        for name, value in vars(cls).items()
        if getattr(value, "_readonly", False) is True and not name.startswith("_")
    }
    usual, others = {}, {}
    for method in declared:
        models = {name: readonly(model, method) for name, model in registry.items() if hasattr(model, method)}
        usual[method] = 2 * sum(models.values()) > len(models)
        others |= {(name, method): reads for name, reads in models.items() if reads != usual[method]}
    return usual, others


def maps(registry):
    """Return the part of nginx's configuration."""
    usual, others = calls(registry)
    upstream = {True: "odoo_reads", False: "odoo"}
    return TEMPLATE.format(
        methods="".join(f"    {method} odoo_reads;\n" for method in sorted(usual) if usual[method]),
        calls="".join(f"    {model}/{method} {upstream[others[model, method]]};\n" for model, method in sorted(others)),
    )
