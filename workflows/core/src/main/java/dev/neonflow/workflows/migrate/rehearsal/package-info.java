/** What a migration would do to production, measured on a copy of it. */
@NullMarked
package dev.neonflow.workflows.migrate.rehearsal;

import org.jspecify.annotations.NullMarked;
