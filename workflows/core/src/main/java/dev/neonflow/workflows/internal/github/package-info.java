/** GitHub's REST API, as far as reports and pull requests need it. */
@NullMarked
package dev.neonflow.workflows.internal.github;

import org.jspecify.annotations.NullMarked;
