/** Keeps secrets out of what is shown. */
@NullMarked
package dev.neonflow.workflows.internal.redaction;

import org.jspecify.annotations.NullMarked;
