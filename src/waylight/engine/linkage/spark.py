"""Splink on Spark, for whoever has a cluster: the same model files, conditions in Spark's SQL.

On one machine DuckDB is far quicker; `local[2]` serves the test that both give the same pairs.
"""

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any

# Sides of a join are kept in few parts: the tables of one county are small, and each part has its cost.
PARTS = 4
# As the translation writes it, and as ours is called. The one in the Java archive that comes with Splink does
# not round half transpositions down, which online linking and DuckDB do: near a bound it gives another level.
JARO_WINKLER = ("JAROWINKLER_SIMILARITY", "jaro_winkler_as_online")


def as_online() -> Callable[[str | None, str | None], float | None]:
    """A function within one is sent to the workers whole: they need rapidfuzz, and nothing of Waylight."""

    def jaro_winkler(one: str | None, other: str | None) -> float | None:
        from rapidfuzz.distance import JaroWinkler

        return None if one is None or other is None else float(JaroWinkler.similarity(one, other))

    return jaro_winkler


class Spark:
    """`master` as Spark names it: local[2], yarn, spark://host:7077. Raises RuntimeError without Java."""

    def __init__(self, master: str = "local[2]") -> None:
        import splink
        from pyspark.sql import SparkSession
        from splink.backends.spark import similarity_jar_location

        builder = (
            SparkSession.builder.master(master)
            .appName("waylight relink")
            .config("spark.jars", similarity_jar_location())
            .config("spark.ui.enabled", "false")
            .config("spark.log.level", "ERROR")
        )
        if master.startswith("local"):  # a cluster's own settings know its size
            builder = builder.config("spark.sql.shuffle.partitions", PARTS)
            builder = builder.config("spark.default.parallelism", PARTS)
            os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # the one with rapidfuzz
        self.session = builder.getOrCreate()
        self.session.udf.register(JARO_WINKLER[1], as_online(), "double")
        self.api = splink.SparkAPI(spark_session=self.session, break_lineage_method="persist")

    def register(self, columns: Mapping[str, Sequence[Any]]) -> Any:
        """A table of the session."""
        from pyspark.sql import types

        kinds = {"tf_": types.DoubleType(), "_min": types.LongType(), "_max": types.LongType()}
        schema = types.StructType(
            [
                types.StructField(name, kinds.get(name[:3]) or kinds.get(name[-4:]) or types.StringType())
                for name in columns
            ]
        )
        rows = list(zip(*columns.values(), strict=True))
        return self.api.register(self.session.createDataFrame(rows, schema))

    def sql(self, condition: str) -> str:
        """A condition written for DuckDB, for Spark."""
        import sqlglot

        return sqlglot.transpile(condition, read="duckdb", write="spark")[0].replace(*JARO_WINKLER)
