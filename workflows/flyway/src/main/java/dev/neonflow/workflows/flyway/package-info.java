/** Flyway as a migrator, in process. */
@NullMarked
package dev.neonflow.workflows.flyway;

import org.jspecify.annotations.NullMarked;
