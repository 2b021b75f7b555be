/** What a branch's schema differs in from what it was made of, and what that means. */
@NullMarked
package dev.neonflow.workflows.migrate.diff;

import org.jspecify.annotations.NullMarked;
