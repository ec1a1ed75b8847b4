"""From headquarters to scale units and to a shopper: the whole way of a publish, in processes of their own.

Run `python -m hq_to_csu demo` beside this folder; `docs/pipeline.md` has the picture and the guarantees.
"""
