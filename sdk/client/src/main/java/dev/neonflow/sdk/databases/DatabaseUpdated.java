package dev.neonflow.sdk.databases;

import dev.neonflow.sdk.operations.Operation;
import java.util.List;

/**
 * A database that was made or changed, and what Neon does for it.
 *
 * @param database the database as it will be
 * @param operations to be waited for; empty also if the answer was lost and the database read back
 */
public record DatabaseUpdated(Database database, List<Operation> operations) {}
