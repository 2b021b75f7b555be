@NullMarked
package dev.neonflow.workflows.report;

import org.jspecify.annotations.NullMarked;
