/** How other companies' APIs are called: one policy for retries, cancellation and redaction. */
@NullMarked
package dev.neonflow.workflows.internal.http;

import org.jspecify.annotations.NullMarked;
