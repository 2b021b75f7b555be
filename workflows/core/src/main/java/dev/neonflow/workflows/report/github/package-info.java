/** Reports on GitHub, and which pull requests are open there. */
@NullMarked
package dev.neonflow.workflows.report.github;

import org.jspecify.annotations.NullMarked;
