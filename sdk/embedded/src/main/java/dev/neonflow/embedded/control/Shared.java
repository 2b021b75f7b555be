package dev.neonflow.embedded.control;

import dev.neonflow.embedded.postgres.DataPlane;

/** What the projects of one server have in common. */
record Shared(
    DataPlane data,
    Now now,
    Ids ids,
    Ports ports,
    OwnerSql sql,
    Limits limits,
    Disturbances disturbances) {}
