/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Readings out of records as users have them.
 *
 * <p>A {@link io.tapline.schemas.mapping.RecordFormat} says how bytes become a record, a {@link
 * io.tapline.schemas.mapping.RecordMapping} which of its fields are readings; a {@link
 * io.tapline.schemas.mapping.RecordMapper} follows the latter whatever the former is.
 */
package io.tapline.schemas.mapping;
