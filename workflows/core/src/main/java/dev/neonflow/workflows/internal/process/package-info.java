/** Child processes: what they may see, how their output is read, how they end. */
@NullMarked
package dev.neonflow.workflows.internal.process;

import org.jspecify.annotations.NullMarked;
