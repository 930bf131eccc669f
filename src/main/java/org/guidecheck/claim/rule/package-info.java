/** Claims about guidance rules ({@code rule.*}): weight schedules, and other combinations of the two predictions. */
package org.guidecheck.claim.rule;
