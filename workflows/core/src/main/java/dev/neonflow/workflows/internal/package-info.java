@NullMarked
package dev.neonflow.workflows.internal;

import org.jspecify.annotations.NullMarked;
