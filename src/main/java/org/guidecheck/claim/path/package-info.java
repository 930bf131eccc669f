/** Claims about what happens along a guided path ({@code path.*}). */
package org.guidecheck.claim.path;
