/** The way back after a migration of production: restore points, and what going back would lose. */
@NullMarked
package dev.neonflow.workflows.migrate.restore;

import org.jspecify.annotations.NullMarked;
