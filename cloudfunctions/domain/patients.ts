/** How many patients one person may act for: a family, not a ticket office (money rule 15). */
export const PATIENTS_MOST = 8;
