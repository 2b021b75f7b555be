/** What {@code neonflow init} finds in a repository, and the CI files that fit it. */
@NullMarked
package dev.neonflow.cli.init;

import org.jspecify.annotations.NullMarked;
