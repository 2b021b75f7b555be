/** Records as JSON and back, without secrets. */
@NullMarked
package dev.neonflow.workflows.internal.json;

import org.jspecify.annotations.NullMarked;
