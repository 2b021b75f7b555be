/** Liquibase as a migrator, in process. */
@NullMarked
package dev.neonflow.workflows.liquibase;

import org.jspecify.annotations.NullMarked;
